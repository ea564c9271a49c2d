namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>How much of an inference context kept prefixes may hold.</summary>
/// <param name="MaxResident">Prefixes, 0 or more.</param>
/// <param name="CellPercent">Share of the cells, 0 to 100.</param>
internal sealed record PrefixLimits(int MaxResident, int CellPercent = 100)
{
    public int CellsOf(int cellCount) => (int)(cellCount * (long)CellPercent / 100);
}
