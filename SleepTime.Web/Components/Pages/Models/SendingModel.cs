using System.Text.Json;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>A model on its way to the server.</summary>
internal sealed record SendingModel(string Name, long Bytes, long Sent, DateTimeOffset Since)
{
    /// <summary>Bytes that were sent before anybody looked.</summary>
    public long SentBefore { get; init; }
}

/// <summary>A model on its way, in words.</summary>
internal static class SendingWords
{
    // Of a shorter time no speed can be told.
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(1);

    /// <summary>"1.2 GB of 4.4 GB (27 %), 34 MB a second, 1 min 34 s left".</summary>
    public static string Figures(SendingModel model, DateTimeOffset now)
    {
        if (model.Sent >= model.Bytes)
            return $"{SizeWords.Of(model.Bytes)}, the server looks at it";
        var figures = $"{SizeWords.Of(model.Sent)} of {SizeWords.Of(model.Bytes)} ({NumberWords.Percent(model.Sent, model.Bytes)})";
        var (time, sent) = (now - model.Since, model.Sent - model.SentBefore);
        if (time < _least || sent <= 0)
            return figures;
        var speed = sent / time.TotalSeconds;
        return $"{figures}, {SizeWords.Of((long)speed)} a second, {DurationWords.Span(TimeSpan.FromSeconds((model.Bytes - model.Sent) / speed))} left";
    }

    /// <summary>Why it is not there; null when it is, or the person cancelled.</summary>
    /// <param name="status">Of the server's answer; 0 when none came, -1 when the person cancelled.</param>
    public static string? Problem(string? name, int status, string body) => status switch
    {
        >= 200 and < 300 or -1 => null,
        0 => $"{name} was not sent: the connection broke off. Nothing of it stayed; send it again.",
        _ => $"{name} was not taken. {DetailOf(body) ?? $"The server answered {status}: send it again."}",
    };

    private static string? DetailOf(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
