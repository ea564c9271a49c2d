using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using SleepTime.Web.Endpoints;

namespace SleepTime.Web.Hosting;

public static class HostingDefaults
{
    public const string Address = "http://localhost:5080";

    /// <summary>
    /// Settings that hold even when no appsettings.json is found, because the site was started from another folder.
    /// Every other source of settings wins over them.
    /// </summary>
    internal static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        // A page elsewhere that points its own name at this machine would otherwise count as ours.
        ["AllowedHosts"] = "localhost;127.0.0.1;[::1]",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Microsoft.AspNetCore.HostFiltering"] = "Information", // names a refused host, to be added to AllowedHosts
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
    };

    /// <summary>What a start without any settings should do: listen on <see cref="Address"/> for names of this machine and serve the static files.</summary>
    public static void AddHostingDefaults(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Settings });

        // Not in appsettings.json, whose values would win over ASPNETCORE_URLS and the ports set in container images.
        string[] addressKeys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        if (addressKeys.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
            builder.WebHost.UseUrls(Address);

        builder.WebHost.UseStaticWebAssets(); // by default only Development finds the packages' files before publishing
        builder.Logging.AddConsole(options => options.FormatterName = ReadableConsoleFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<ReadableConsoleFormatter, ConsoleFormatterOptions>();
        builder.Services.AddBodyLimits().AddQuietStart();
    }

    /// <summary>What surrounds every request: headers, errors in words, and the guard against other sites' pages.</summary>
    public static void UseHostingDefaults(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(context => ApiPaths.Includes(context.Request.Path), api => api.UseStatusCodePages());
        app.UseMiddleware<SameOriginGuard>();
        app.UseAntiforgery();
    }

    /// <summary>Runs until asked to stop. A start that fails halfway stops what it had started, rather than taking it apart at work.</summary>
    public static async Task RunToTheEndAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what matters is why it did not start
            throw;
        }

        await app.WaitForShutdownAsync();
    }
}
