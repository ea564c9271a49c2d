namespace SleepTime.Engine.Experiments.DataSets.Import;

public enum ImportFormat
{
    /// <summary>JSON lines: a context with its questions on each.</summary>
    Contexts,

    /// <summary>JSON lines: a whole problem and its answer on each, as in GSM8K; the last sentence becomes the question.</summary>
    Problems,

    /// <summary>A table with a head; rows with the same context behind one another make one context.</summary>
    Csv,
}
