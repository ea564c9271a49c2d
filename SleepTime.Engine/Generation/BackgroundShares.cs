namespace SleepTime.Engine.Generation;

/// <summary>What background work gets beside questions.</summary>
/// <param name="AgeingPercent">Tokens for each 100 of questions, 0 to 100; see <see cref="BackgroundAllowance"/>.</param>
/// <param name="RiderPercent">By how much riders may lengthen decode steps of questions, 0 to 100; see <see cref="RiderAllowance"/>.</param>
internal readonly record struct BackgroundShares(int AgeingPercent, int RiderPercent);
