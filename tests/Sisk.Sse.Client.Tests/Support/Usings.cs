// Namespaces of the runtime and of what is generated for the server of these tests would be found first.
global using GeneratedCode = Sisk.Sse.Generators.Tests.Support.Generated;
global using SharedSources = Sisk.Sse.Generators.Tests.Support.Sources;
