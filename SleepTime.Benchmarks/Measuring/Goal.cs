namespace SleepTime.Benchmarks.Measuring;

/// <summary>A figure that is to be reached.</summary>
/// <param name="What">What is measured, the model included.</param>
/// <param name="Wanted">The goal in words.</param>
/// <param name="Measured">The figure beside it.</param>
internal sealed record Goal(string What, string Wanted, string Measured, bool IsReached)
{
    public static Goal AtLeast(string what, double wanted, double measured, string format = "0.00") =>
        new(what, $"at least {wanted.ToString(format)}", measured.ToString(format), measured >= wanted);

    public static Goal AtMost(string what, double wanted, double measured, string format = "0.00") =>
        new(what, $"at most {wanted.ToString(format)}", measured.ToString(format), measured <= wanted);
}
