namespace SleepTime.Engine.Answering.Feedback;

/// <summary>How the votes stand since counting began anew.</summary>
/// <param name="Ties">Votes for neither side.</param>
public sealed record VoteTally(int Standard, int SleepTime, int Ties)
{
    public static VoteTally None { get; } = new(0, 0, 0);

    public int Total => Standard + SleepTime + Ties;
}

/// <summary>Votes cast with the sides hidden and those cast with them shown: the latter may favour a name.</summary>
public sealed record VoteTallies(VoteTally Blind, VoteTally Open)
{
    public static VoteTallies None { get; } = new(VoteTally.None, VoteTally.None);
}
