using System.Runtime.CompilerServices;
using System.Text.Json;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping.Verification;

/// <summary>Notes that name whose value they start from, that open with a day, and that rank by name.</summary>
public sealed class NamedBasesTests
{
    private const string Farms =
        "The south farm keeps 15 goats. The west farm keeps twice as many goats as the south farm. The north farm keeps 4 goats more than the south farm. "
        + "The upper farm keeps 9 goats. On Monday the west farm sells 7 goats.";

    private const string Shops =
        "The north shop holds 12 lamps and 7 chairs. The south shop holds 5 lamps more than the north shop. The south shop holds 12 chairs. Later the north shop ships 4 chairs. "
        + "Then the south shop ships 4 lamps.";

    private const string Projects = "Project Alba starts on June 10. Project Brio starts 4 days after Project Alba. Project Alba takes 3 days. Project Brio takes 2 days more than Project Alba.";

    private static readonly string[] _values =
        ["the south farm has 15.", "the west farm has the south farm's 15 * 2 = 30.", "the north farm has the south farm's 15 + 4 = 19.", "the upper farm has 9.", "On Monday the west farm has 30 - 7 = 23."];

    private static readonly string[] _stock =
    [
        "the north shop has lamps: 12.", "the north shop has chairs: 7.", "the south shop has lamps: the north shop's 12 + 5 = 17.", "the south shop has chairs: 12.",
        "Later the north shop has chairs: 7 - 4 = 3.",
    ];

    private static readonly string[] _plan = ["Project Alba starts June 10.", "Project Alba takes 3 days."];

    [Theory]
    [InlineData("the west farm has the south farm's 15 * 2 = 30.")]
    [InlineData("the north farm has the south farm’s 15 + 4 = 19.")]
    [InlineData("Then the west farm has 30 - 7 = 23.")]
    [InlineData("Later the west farm has 30 - 7 = 23.")]
    [InlineData("Now the west farm has 30 - 7 = 23.")]
    [InlineData("the south farm and the north farm together: 15 + 19 = 34.")]
    [InlineData("the south farm and the north farm apart: 19 - 15 = 4.")]
    [InlineData("Most of 15 south, 23 west, 19 north, 9 upper: 23, the west farm.")]
    [InlineData("Fewest of 15 south, 23 west, 19 north, 9 upper: 9, the upper farm.")]
    public async Task Check_ARightNote_IsVerified(string note) => Assert.True(await VerdictAsync(Farms, [.. _values, note]));

    [Theory]
    [InlineData("the west farm has the south farm's 15 * 2 = 31.", "15 * 2 is 30, not 31.")]
    [InlineData("the west farm has the south farm's 16 * 2 = 32.", "the south farm has 15, not 16.")]
    [InlineData("the west farm has the upper farm's 15 * 2 = 30.", "the upper farm has 9, not 15.")]
    [InlineData("the west farm has the upper farm's 9 * 2 = 18.", "The text does not compare the west farm with the upper farm.")]
    [InlineData("the upper farm has the south farm's 15 * 2 = 30.", "The text does not compare the upper farm with the south farm.")]
    [InlineData("the north farm has the south farm's 15 + 5 = 20.", "The text compares the north farm with the south farm by 4, not by 5.")]
    [InlineData("the west farm has the east farm's 15 * 2 = 30.", "The text does not name the east farm.")]
    [InlineData("the west farm has the Riga farm's 15 * 2 = 30.", "The text does not name Riga.")]
    [InlineData("Later the east farm has 30 - 7 = 23.", "The text does not name the east farm.")]
    [InlineData("Later the west farm has 31 - 7 = 24.", "the west farm has 23, not 31.")]
    [InlineData("Later the upper farm has 30 - 7 = 23.", "the upper farm has 9, not 30.")]
    [InlineData("On Monday the north farm has 30 - 7 = 23.", "the north farm has 19, not 30.")]
    [InlineData("Most of 15 south, 23 west, 19 north, 9 upper: 19, the north farm.", "Of its numbers 23 is the largest, not 19.")]
    [InlineData("Most of 15 south, 23 west, 19 north, 9 upper: 23, the north farm.", "It gives 23 to another than the north farm.")]
    [InlineData("Most of 15 south, 23 west, 19 north, 99 upper: 99, the upper farm.", "upper has 9, not 99.")]
    [InlineData("Most of 15 south, 23 west, 19 north, 99 Riga: 99, the Riga farm.", "The text does not name Riga.")]
    public async Task Check_AFalseNote_IsStruck(string note, string reason)
    {
        var check = await CheckAsync(Farms, [.. _values, note]);

        Assert.Equal((false, reason), (check.Verified, check.Reason));
    }

    [Theory]
    [InlineData("the north shop has lamps: 12.", true)]
    [InlineData("the south shop has lamps: the north shop's 12 + 5 = 17.", true)]
    [InlineData("Later the north shop has chairs: 7 - 4 = 3.", true)]
    [InlineData("Then the south shop has lamps: 17 - 4 = 13.", true)]
    [InlineData("the south shop has lamps: the north shop's 13 + 5 = 18.", false)]
    [InlineData("the south shop has lamps: the north shop's 12 + 6 = 18.", false)]
    [InlineData("the south shop has lamps: the east shop's 12 + 5 = 17.", false)]
    [InlineData("Then the south shop has lamps: 18 - 4 = 14.", false)]
    [InlineData("Then the south shop has chairs: 17 - 4 = 13.", null)]
    [InlineData("the south shop has chairs: 17.", null)]
    public async Task Check_WithTheThingBeforeTheNumber_IsHeldAgainstThatThing(string note, bool? verified) => Assert.Equal(verified, await VerdictAsync(Shops, [.. _stock, note]));

    [Theory]
    [InlineData("Project Brio starts after Project Alba: 10 + 4 = June 14.", true)]
    [InlineData("Project Brio takes Project Alba's 3 + 2 = 5 days.", true)]
    [InlineData("Project Brio starts after Project Alba: 10 + 4 = June 15.", false)]
    [InlineData("Project Brio starts after Project Alba: 12 + 4 = June 16.", false)]
    [InlineData("Project Alba starts after Project Brio: 10 + 4 = June 14.", false)]
    [InlineData("Project Brio starts after Project Riga: 10 + 4 = June 14.", false)]
    [InlineData("Project Brio takes Project Alba's 3 + 5 = 8 days.", false)]
    [InlineData("Project Brio starts after Project Alba: 28 + 4 = June 32.", false)]
    [InlineData("Project Brio starts after Project Alba: 28 + 4 = June 31.", false)]
    public async Task Check_APlan_IsHeldAgainstWhoItStartsFrom(string note, bool verified) => Assert.Equal(verified, await VerdictAsync(Projects, [.. _plan, note]));

    [Theory]
    [InlineData("Most of 15 south, 30 west, 19 north, 9 upper: 30, the west farm.")]
    [InlineData("Most of 15 south, 19 north, 9 upper: 19, the north farm.")]
    [InlineData("Most of 15, 23, 19, 9: 23, the west farm.")]
    public async Task Check_ARankOfOldValuesOfSomeOrWithoutNames_IsForTheModelToSay(string note) => Assert.Null(await VerdictAsync(Farms, [.. _values, note]));

    [Theory]
    [InlineData("the west farm has the south farm's 17 * 2 = 34.")]
    [InlineData("Most of 17 south, 9 upper: 17, the south farm.")]
    [InlineData("the south farm and the upper farm together: 17 + 9 = 26.")]
    public async Task Check_ANoteWhoseBaseWasStruck_IsStruckWithIt(string note)
    {
        var check = await CheckAsync("The upper farm keeps 9 goats. The south farm keeps 8 goats more than the upper farm. The west farm keeps twice as many goats as the south farm.",
            ["the upper farm has 9.", "the south farm has the upper farm's 9 + 9 = 17.", note], alsoNew: "the south farm has the upper farm's 9 + 9 = 17.");

        Assert.Equal((false, NoteVerifier.RestsOn("the south farm has the upper farm's 9 + 9 = 17.")), (check.Verified, check.Reason));
    }

    [Fact]
    public async Task Check_NotesOnManyTexts_StrikesNoneAndShowsMost()
    {
        var (all, verified) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(Folder(), "Data", "named-bases.jsonl")))
        {
            using var world = JsonDocument.Parse(line);
            string[] notes = [.. world.RootElement.GetProperty("notes").EnumerateArray().SelectMany(pass => pass.GetString()!.Split('\n')).Where(note => note != "finished")];
            var checks = await NoteVerifier.CheckAsync(Guid.Empty, world.RootElement.GetProperty("context").GetString()!, notes, notes.ToHashSet(), default, judge: null);
            Assert.DoesNotContain(checks, check => check.Verified == false);
            all += checks.Count;
            verified += checks.Count(check => check.Verified == true);
        }

        Assert.True(verified > all * 0.8, $"The text shows only {verified} of {all} right notes.");
    }

    [Fact]
    public async Task Check_AChangeBehindANoteInOtherWords_IsNotStruck() =>
        Assert.NotEqual(false, await VerdictAsync("Ann has 6 keys. Her keys double on Sunday. Then she loses 5 keys.", ["Ann has 6 keys.", "After doubling, Ann's count is 6 * 2 = 12.", "Then Ann has 12 - 5 = 7 keys."]));

    [Fact]
    public async Task Check_AChangeOfWhatAPronounHas_IsNotStruck() =>
        Assert.NotEqual(false, await VerdictAsync("Ann has 3 pens. She also has 15 keys. On Monday she loses 2 keys.", ["Ann has 3 pens.", "On Monday Ann has 15 - 2 = 13 keys."]));

    [Fact]
    public async Task Check_AChangeOfWhatSomebodyElseHas_IsStruckWhateverPronounsAreThere() =>
        Assert.Equal(false, await VerdictAsync("Ann has 3 keys. Ben has 15 keys and lost his bag. On Monday Ann loses 2 keys.", ["Ann has 3 keys.", "On Monday Ann has 15 - 2 = 13 keys."]));

    private static async Task<bool?> VerdictAsync(string text, IReadOnlyList<string> notes) => (await CheckAsync(text, notes)).Verified;

    private static async Task<NoteCheck> CheckAsync(string text, IReadOnlyList<string> notes, string? alsoNew = null) => (await NoteVerifier.CheckAsync(
        Guid.Empty, text, notes, notes.Where(note => note == notes[^1] || note == alsoNew).ToHashSet(), default, judge: null)).Last(check => check.Text == notes[^1]);

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
