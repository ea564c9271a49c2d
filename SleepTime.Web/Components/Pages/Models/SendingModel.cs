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
}
