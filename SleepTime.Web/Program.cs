using MudBlazor.Services;
using SleepTime.Engine.Activities;
using SleepTime.Web.Components;
using SleepTime.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddHostingDefaults();

builder.Services.AddActivities();

builder.Services.AddMudServices();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
