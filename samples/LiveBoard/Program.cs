using LiveBoard;
using LiveBoard.Load;
using LiveBoard.Rooms;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.ListenUnlessTold("http://127.0.0.1:5080");
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 16 * 1024);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, BoardJson.Default));
builder.Services.AddProblemDetails();
var redis = builder.AddSharedStreams();
builder.Services.AddLoad(redis);
builder.Services.AddRooms(redis);

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Scaling.StatusOf });
app.UseStatusCodePages();
app.UsePage();
app.MapEventStreams();
app.MapEventStreamClient("/streams.js");
if (app.Environment.IsDevelopment())
{
    app.MapEventStreamInspector("/_streams");
    app.MapEventStreamPublisher("/_publish");
}

app.MapMachine();
app.MapRooms();
app.AnnounceAddress();
app.Run();
