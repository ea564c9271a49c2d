using System.Text.Json;

namespace SleepTime.Web.Endpoints;

/// <summary>A value of a JSON body that a converter of ours cannot take; the message is for the caller as it is.</summary>
internal sealed class UnfitValueException(string message) : JsonException(message)
{
    /// <summary>The message alone: the reader adds path and line to <see cref="JsonException.Message"/> only where there was none.</summary>
    public string Words { get; } = message;
}
