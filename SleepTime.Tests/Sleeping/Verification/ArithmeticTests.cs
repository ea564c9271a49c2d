using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping.Verification;

public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("Maya has 3 + 4 = 7.")]
    [InlineData("the west store over the south store: 18 - 15 = 3.")]
    [InlineData("Cost of Ann: 7 * 3 = 21.")]
    [InlineData("12 boxes + 5 boxes = 17 boxes")]
    [InlineData("3 × $4.50 = $13.50")]
    [InlineData("The rent is 1,250 + 75 = 1,325 euros.")]
    [InlineData("Project Red ends: 8 + 6 = March 14.")]
    [InlineData("10 / 3 = 3.33")]
    [InlineData("7 / 2 = 4")]
    [InlineData("2 * (3 + 4) = 14")]
    [InlineData("3 + 4 * 2 = 11")]
    [InlineData("-3 + 5 = 2")]
    [InlineData("5 − 8 = −3")]
    [InlineData("3 x 4 = 12")]
    [InlineData("2 + 3 = 5 + 1 = 6")]
    [InlineData("50 * 10% = 5")]
    [InlineData("0.1 + 0.2 = 0.3")]
    [InlineData("19.99 * 1.07 = 21.39")]
    [InlineData("Project Red ends: 8 + 21 = February 29.")]
    public void Find_ARightCalculation_Holds(string note) => Assert.All(Found(note), calculation => Assert.True(calculation.Holds, calculation.Text));

    [Theory]
    [InlineData("Maya has 3 + 4 = 8.", 7)]
    [InlineData("the west store over the south store: 18 - 15 = 4.", 3)]
    [InlineData("All together: 3 + 4 = 7, 7 + 2 = 10.", 9)]
    [InlineData("12 boxes + 5 boxes = 18 boxes", 17)]
    [InlineData("3 * $4 = $13", 12)]
    [InlineData("Project Red ends: 8 + 6 = March 15.", 14)]
    [InlineData("10 / 4 = 2.6", 2.5)]
    [InlineData("7 + 2 = 10", 9)]
    [InlineData("3.4 + 4.2 = 8", 7.6)]
    public void Find_AWrongCalculation_SaysWhatIsRight(string note, decimal right)
    {
        var wrong = Assert.Single(Found(note), calculation => !calculation.Holds);

        Assert.Equal(right, wrong.Right);
    }

    [Fact]
    public void Find_AChain_FindsEachOfItsSteps() =>
        Assert.Equal([33m, 61m, 75m], Found("All together: 18 + 15 = 33, 33 + 28 = 61, 61 + 14 = 75.").Select(calculation => calculation.Result));

    [Theory]
    [InlineData("Maya has 7.")]
    [InlineData("From 3 to 4 people")]
    [InlineData("x = 7")]
    [InlineData("1 / 0 = 5")]
    [InlineData("On 2024-05-06 it rained.")]
    [InlineData("")]
    [InlineData("It begins at 14:00 + 30 minutes = 14:30.")]
    [InlineData("9:40 + 25 minutes = 10:05")]
    [InlineData("March 28 + 5 days = April 2")]
    [InlineData("1 hour + 30 minutes = 90 minutes")]
    [InlineData("2 m + 50 cm = 2.5 m")]
    [InlineData("1 km - 200 m = 800 m")]
    [InlineData("$1.2 million + $300,000 = $1.5 million")]
    [InlineData("200 + 10% = 220")]
    [InlineData("half of 8 + 3 = 7")]
    [InlineData("two * 3 + 4 = 10")]
    [InlineData("2^3 + 1 = 9")]
    [InlineData("3 boxes of 5 pens + 4 pens = 19 pens")]
    [InlineData("Open 9-17 = 8 hours")]
    [InlineData("2,5 + 1 = 3,5")]
    [InlineData("1 250 + 75 = 1 325")]
    [InlineData("6 * 10 minutes = 1 hour")]
    [InlineData("Three pens cost 3 * 50 cents = $1.50.")]
    [InlineData("The change is $20 - 75 cents = $19.25.")]
    [InlineData("One costs $1 / 4 = 25 cents.")]
    [InlineData("23 / 6 = 3 with 5 left over.")]
    [InlineData("They need 25 / 8 = 4 tables.")]
    [InlineData("The rope is 5 ft + 4 in = 64 in.")]
    [InlineData("2020 + 4 = March 2024")]
    [InlineData("2 * 500 g = 1 kg")]
    [InlineData("50 * 20 percent = 10")]
    [InlineData("1.250 € + 750 € = 2.000 €")]
    [InlineData("Project Brio starts after Project Alba: 28 + 4 = July 2.")]
    public void Find_NoPlainCalculation_CallsNoneWrong(string note) => Assert.DoesNotContain(Arithmetic.Find(note), calculation => !calculation.Holds);

    [Theory]
    [InlineData("10 / 4 = 4")]
    [InlineData("10 / 4 = 2.6")]
    [InlineData("12 / 4 = 4")]
    [InlineData("$20 - $3 = $18")]
    [InlineData("Ann pays $20 - $3 = $18 at 5 p.m.")]
    [InlineData("Ann pays $20 - $3 = $18. A pen costs 75 cents.")]
    public void Find_AWrongDivisionOrPrice_IsCalledWrong(string note) => Assert.False(Assert.Single(Arithmetic.Find(note)).Holds);

    private static IReadOnlyList<Calculation> Found(string note)
    {
        var found = Arithmetic.Find(note);
        Assert.NotEmpty(found);
        return found;
    }
}
