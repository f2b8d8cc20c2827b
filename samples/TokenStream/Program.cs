using Microsoft.Extensions.AI;
using TokenStream;
using TokenStream.Chat;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.ListenUnlessTold("http://127.0.0.1:5090");
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(MarkovChain.OfResource("alice.txt"));
builder.Services.AddSingleton<IChatClient, MarkovModel>();
builder.Services.AddSingleton<Workload>();
builder.Services.AddEventStreams();

var app = builder.Build();
app.UsePage();
app.MapEventStreams();
app.MapEventStreamClient("/streams.js");
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"TokenStream is at {string.Join(" and ", app.Urls)}"));
app.Run();
