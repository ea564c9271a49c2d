using System.Globalization;
using SleepTime.Engine.Answering.History;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.History;

/// <summary>What a row shows of an answer: where it has a word searched for, that place; else its end, the answer proper.</summary>
public static class AnswerExcerpt
{
    private const int MostShown = 160;
    private const int Before = 50;

    public static string Of(string answer, string? search)
    {
        var text = answer.ReplaceLineEndings(" ").Trim();
        if (search is not null && FindFirst(text, search) is { } at)
            return Cut(text, Math.Max(0, at - Before));
        return Cut((AnswerText.Split(answer).Final ?? text).ReplaceLineEndings(" ").Trim(), 0);
    }

    private static int? FindFirst(string text, string search)
    {
        var places = SearchText.Words(search)
            .Select(word => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace))
            .Where(place => place >= 0);
        return places.Cast<int?>().Min();
    }

    private static string Cut(string text, int start)
    {
        var length = Math.Min(MostShown, text.Length - start);
        // Not between the two halves of one sign.
        if (start > 0 && char.IsLowSurrogate(text[start]))
            start--;
        if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
            length--;
        return $"{(start > 0 ? "… " : "")}{text.AsSpan(start, length)}{(start + length < text.Length ? " …" : "")}";
    }
}
