using SleepTime.Engine.Generation.Lookup;

namespace SleepTime.Engine.Generation;

/// <summary>
/// How many background tokens may ride along in the decode steps of questions. Each such step earns a share of a step with
/// one row; a rider spends what its row costs, as measured on this machine and model. So the time between two tokens of a
/// question grows by that share in the long run, whatever a row costs. Engine thread only.
/// </summary>
/// <param name="share">By how much that time may grow, 0 (no riders) to 1.</param>
internal sealed class RiderAllowance(double share, RowCost rowCost)
{
    // Where a row costs a step, background work loses nothing by waiting for a step of its own.
    private const double DearestRow = 1;

    private double _steps;

    /// <summary>Riders that the next decode step of questions may take. Nothing is saved up beyond one step or one rider.</summary>
    public int Riders
    {
        get
        {
            var cost = rowCost.Value;
            if (share <= 0 || cost >= DearestRow)
                return 0;
            var steps = Math.Min(_steps + share, Math.Max(share, cost));
            return cost <= 0 ? int.MaxValue : (int)(steps / cost);
        }
    }

    /// <summary>A decode step of questions was computed, with so many riders.</summary>
    public void Computed(int riders)
    {
        var cost = rowCost.Value;
        _steps = Math.Max(0, Math.Min(_steps + share, Math.Max(share, cost)) - riders * cost);
    }
}
