namespace SleepTime.Web.Hosting;

/// <summary>
/// Who asks, as far as they can be told apart without accounts: the engine is shared fairly between askers. Only ever
/// used in the queue, never stored.
/// </summary>
public sealed class Asker
{
    /// <summary>A browser tab, for as long as it is open; scoped to its circuit.</summary>
    public string Name { get; } = $"tab {Guid.CreateVersion7()}";

    /// <summary>A caller of the HTTP API: the signed-in user, else the address that the call comes from.</summary>
    public static string Of(HttpContext call) => call.User.Identity is { IsAuthenticated: true, Name: { } name }
        ? $"user {name}"
        : $"address {call.Connection.RemoteIpAddress}";
}
