using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
ShopSetup.Add(builder.Services);

var app = builder.Build();
ShopSetup.Map(app);
app.Run();
