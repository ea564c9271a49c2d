using System.Text.Json.Serialization;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>A part of a file that is not read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnreadPart>))]
public enum UnreadPart
{
    /// <summary>What stands above and below each page.</summary>
    HeadersAndFooters,
    Comments,

    /// <summary>Words in charts and diagrams.</summary>
    Charts,

    /// <summary>Other documents within it.</summary>
    Documents,
}

/// <summary>What of a file is not in its text, so that nothing is cut silently. Immutable.</summary>
/// <param name="Pages">Of the file; 0 where its format has none.</param>
/// <param name="PagesWithText">The others may be pictures.</param>
/// <param name="Unread">That it has.</param>
public sealed record DocumentGaps(int Pages, int PagesWithText, IReadOnlyList<UnreadPart> Unread);
