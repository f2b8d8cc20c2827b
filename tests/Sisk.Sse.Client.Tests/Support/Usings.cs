// The server of these tests has a namespace Sisk.Sse.Generated, which would be found first.
global using GeneratedCode = Sisk.Sse.Generators.Tests.Support.Generated;
