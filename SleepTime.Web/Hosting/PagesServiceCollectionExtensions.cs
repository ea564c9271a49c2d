using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Storage;
using SleepTime.Web.Components;
using SleepTime.Web.Components.Pages.Overview;

namespace SleepTime.Web.Hosting;

public static class PagesServiceCollectionExtensions
{
    private static readonly TimeSpan LongestAway = TimeSpan.FromHours(1);

    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMudServices();
        services.AddScoped<Asker>();
        services.AddSingleton<LiveStatusReader>();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options =>
        {
            // A pasted text comes as one message.
            var upload = configuration.GetSection(UploadOptions.Section).Get<UploadOptions>() ?? new UploadOptions();
            options.MaximumReceiveMessageSize = BodyLimits.OfText(upload);
        });
        services.AddOptions<CircuitOptions>().Configure<IHostEnvironment>((circuit, environment) =>
        {
            circuit.DetailedErrors = environment.IsDevelopment();
            // A lid closed over lunch: the page is still there with what was typed. Blazor keeps the newest hundred at most.
            circuit.DisconnectedCircuitRetentionPeriod = LongestAway;
        });

        // The keys behind forms and circuits belong to the data: a copy of that one folder is a whole backup.
        services.AddDataProtection().SetApplicationName("SleepTime");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>, IHostEnvironment, ILoggerFactory>((keys, storage, environment, loggers) =>
        {
            var folder = Path.Combine(Path.GetFullPath(storage.Value.DataDirectory, environment.ContentRootPath), "keys");
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder), loggers);
        });
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
