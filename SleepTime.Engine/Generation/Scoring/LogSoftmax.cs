namespace SleepTime.Engine.Generation.Scoring;

/// <summary>Probabilities from logits. Pure.</summary>
internal static class LogSoftmax
{
    /// <summary>
    /// Natural logarithm of the softmax at one token, in double precision; the largest logit is taken off first, so that
    /// nothing overflows.
    /// </summary>
    public static double At(ReadOnlySpan<float> logits, int token)
    {
        double largest = float.NegativeInfinity;
        foreach (var logit in logits)
            largest = Math.Max(largest, logit);

        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - largest);
        return logits[token] - largest - Math.Log(sum);
    }
}
