using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>Notes as a text again, cut between lines into pieces that a pass can combine. Pure.</summary>
internal static class NotesPieces
{
    /// <param name="most">Most tokens of a piece, its line breaks among them; a line that is longer is a piece of its own.</param>
    /// <param name="count">Tokens of a line.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> lines, int most, Func<string, int> count)
    {
        List<string> pieces = [];
        List<string> piece = [];
        var tokens = 0;
        foreach (var line in lines)
        {
            var more = count(line) + 1;
            if (piece.Count > 0 && tokens + more > most)
            {
                pieces.Add(string.Join('\n', piece));
                (piece, tokens) = ([], 0);
            }
            piece.Add(line);
            tokens += more;
        }
        return piece.Count == 0 ? pieces : [.. pieces, string.Join('\n', piece)];
    }

    /// <summary>What the notes of a piece are known by; no section of a text has it.</summary>
    public static string HashOf(string piece) => ContextService.HashOf($"notes:\n{piece}");
}
