namespace SleepTime.Web.Hosting;

/// <summary>Where the site's settings and data are looked for.</summary>
internal static class SiteFolder
{
    private const string SettingsFile = "appsettings.json";

    /// <summary>
    /// The folder it is started in when the settings lie there, as with <c>dotnet run</c>; else the program's own: a
    /// service started from another folder must not lose its settings and begin an empty database there. A content
    /// root that somebody names wins.
    /// </summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = IsNamed(args) || File.Exists(Path.Combine(Directory.GetCurrentDirectory(), SettingsFile)) ? null : AppContext.BaseDirectory,
    };

    private static bool IsNamed(string[] args)
    {
        var named = new ConfigurationBuilder()
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddCommandLine(args)
            .Build();
        return !string.IsNullOrEmpty(named[HostDefaults.ContentRootKey]);
    }
}
