using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping.Verification;

/// <summary>The right notes of the published test contexts, and the same with one number of each changed on purpose.</summary>
public sealed partial class FalsifiedNotesTests
{
    private const int Wanted = 200;

    [Fact]
    public async Task Check_TwoHundredFalsifiedCalculations_StrikesAtLeastNineteenInTwenty()
    {
        var random = new Random(1);
        var (falsified, struck) = (0, 0);
        foreach (var (text, notes) in Worlds())
        {
            var calculated = notes.Where(note => Arithmetic.Find(note).Count > 0).ToList();
            if (calculated.Count == 0 || falsified == Wanted)
                continue;
            var right = calculated[random.Next(calculated.Count)];
            var wrong = Falsify(right, random);
            var checks = await NoteVerifier.CheckAsync(Guid.Empty, text, [.. notes.Select(note => note == right ? wrong : note)], new HashSet<string> { wrong }, default, judge: null);
            falsified++;
            struck += checks.Count(check => check is { Verified: false, By: CheckedBy.Arithmetic });
        }

        Assert.Equal(Wanted, falsified);
        Assert.True(struck >= Wanted * 0.95, $"Only {struck} of {falsified} were struck.");
    }

    [Fact]
    public async Task Check_TheRightNotes_StrikesNone()
    {
        var (all, verified) = (0, 0);
        foreach (var (text, notes) in Worlds().Take(100))
        {
            var checks = await NoteVerifier.CheckAsync(Guid.Empty, text, notes, notes.ToHashSet(), default, judge: null);
            Assert.DoesNotContain(checks, check => check.Verified == false);
            all += checks.Count;
            verified += checks.Count(check => check.Verified == true);
        }

        // The rest are comparisons, which the model is asked about.
        Assert.True(verified > all * 0.6, $"The text shows only {verified} of {all} right notes.");
    }

    /// <summary>One of the numbers of a calculation, a little off.</summary>
    private static string Falsify(string note, Random random)
    {
        var numbers = Digits().Matches(note[(note.IndexOf('=', StringComparison.Ordinal) - 8)..]);
        var offset = note.IndexOf('=', StringComparison.Ordinal) - 8;
        var number = numbers[random.Next(numbers.Count)];
        var value = int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture) + random.Next(1, 4);
        return $"{note[..(offset + number.Index)]}{value}{note[(offset + number.Index + number.Length)..]}";
    }

    private static IEnumerable<(string Text, IReadOnlyList<string> Notes)> Worlds()
    {
        foreach (var set in new[] { "full", "wide", "unseen-names" })
        {
            foreach (var line in File.ReadLines(Path.Combine(Folder(), $"{set}.jsonl")))
            {
                using var world = JsonDocument.Parse(line);
                yield return (
                    world.RootElement.GetProperty("context").GetString()!,
                    [.. world.RootElement.GetProperty("notes").EnumerateArray().SelectMany(pass => pass.GetString()!.Split('\n')).Where(note => note != "finished")]);
            }
        }
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "SleepTime.Benchmarks", "Data");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
