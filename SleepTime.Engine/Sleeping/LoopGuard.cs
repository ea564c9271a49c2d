using System.Text;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Watches a text being written and tells when it has begun to go round in circles: the same line, or the same few lines
/// in turn, or one line without end. A small model that loops would otherwise run to its limit each time. Not thread-safe.
/// </summary>
internal sealed class LoopGuard
{
    /// <summary>How often a line may stand in one pass.</summary>
    public const int MostRepeats = 3;

    private readonly Dictionary<string, int> _lines = [];
    private readonly StringBuilder _line = new();

    public bool Looping { get; private set; }

    /// <returns>Whether it is looping.</returns>
    public bool Add(string text)
    {
        foreach (var character in text)
        {
            if (character == '\n')
                EndLine();
            else
                _line.Append(character);
        }
        Looping |= _line.Length > NotesParser.MaxLength;
        return Looping;
    }

    private void EndLine()
    {
        var line = _line.ToString().Trim();
        _line.Clear();
        if (line.Length == 0)
            return;
        var times = _lines.GetValueOrDefault(line) + 1;
        _lines[line] = times;
        Looping |= times > MostRepeats;
    }
}
