using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Storage;

namespace SleepTime.Web.Hosting;

/// <summary>A start that failed for a reason that whoever started it can put right, in one sentence.</summary>
internal static partial class StartupFailure
{
    /// <summary>The sentence, or null for a failure that is our own mistake and should show its stack trace.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        StorageUnavailableException unavailable => unavailable.Message,
        OptionsValidationException invalid => $"A setting is not valid: {string.Join("; ", invalid.Failures)}",
        AggregateException { InnerExceptions: var inner } when inner.All(one => one is OptionsValidationException) =>
            $"Some settings are not valid: {string.Join("; ", inner.Cast<OptionsValidationException>().SelectMany(one => one.Failures))}",
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => $"A setting cannot be read: {unreadable.Message}",
        InvalidDataException { InnerException: FormatException { InnerException: var cause } } broken => $"{broken.Message} {cause?.Message}",
        FormatException { Source: "Microsoft.AspNetCore.Http" } or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            $"An address in --urls or ASPNETCORE_URLS is not valid: {exception.Message}",
        IOException { InnerException: AddressInUseException } busy =>
            $"{AddressOf(busy)} is in use by another program: stop it, or choose another address with --urls, such as --urls http://localhost:5081.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } =>
            "This process may not listen on the address it was given: choose a port above 1023 with --urls.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressNotAvailable } } =>
            "This machine does not have the address that --urls or ASPNETCORE_URLS names: choose one it has, or http://localhost:5080.",
        _ => null,
    };

    /// <summary>
    /// Until the site has started, leaves it to <see cref="Describe"/> to say what failed: the host and the server would
    /// log the same with a stack trace.
    /// </summary>
    public static void AddQuietStart(this IServiceCollection services) =>
        services.AddOptions<LoggerFilterOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"])
                options.Rules.Add(new LoggerFilterRule(null, category, null, (_, _, level) => level >= LogLevel.Warning && HasStarted(provider)));
        });

    private static bool HasStarted(IServiceProvider provider) =>
        provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested;

    private static string AddressOf(IOException busy) => Address().Match(busy.Message) is { Success: true } match ? match.Value : "The address";

    [GeneratedRegex(@"https?://\S+?(?=:? address)|https?://\S+(?<![:.,])")]
    private static partial Regex Address();
}
