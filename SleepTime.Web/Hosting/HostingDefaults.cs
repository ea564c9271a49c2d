namespace SleepTime.Web.Hosting;

public static class HostingDefaults
{
    public const string Address = "http://localhost:5080";

    /// <summary>What a start without any settings should do: listen on <see cref="Address"/> and serve the static files.</summary>
    public static void AddHostingDefaults(this WebApplicationBuilder builder)
    {
        // Not in appsettings.json, whose values would win over ASPNETCORE_URLS and the ports set in container images.
        string[] addressKeys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        if (addressKeys.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
            builder.WebHost.UseUrls(Address);

        builder.WebHost.UseStaticWebAssets(); // by default only Development finds the packages' files before publishing
    }
}
