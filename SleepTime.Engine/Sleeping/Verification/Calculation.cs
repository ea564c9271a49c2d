namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>A calculation that a note states, done again.</summary>
/// <param name="Text">As it stands in the note: "18 + 5 = 24".</param>
/// <param name="Result">What the note says it comes to.</param>
/// <param name="Right">What it does come to.</param>
/// <param name="Holds">Whether they are equal, as far as the stated number of decimals goes.</param>
internal sealed record Calculation(string Text, decimal Result, decimal Right, bool Holds);
