namespace SleepTime.Web.Components.Charts;

/// <summary>What a chart draws, sent to the script as it is.</summary>
public interface IDrawing
{
    /// <summary>Which way of drawing the script takes: "bars" or "points".</summary>
    string Kind { get; }

    bool IsEmpty { get; }

    /// <summary>In pixels.</summary>
    int Height { get; }

    /// <summary>The same as <paramref name="other"/>, so that there is nothing to draw anew.</summary>
    bool Shows(IDrawing? other);
}
