namespace SleepTime.Engine.Generation;

/// <summary>
/// Ageing: the tokens that background work has earned by standing aside. It earns a share of every token that is
/// computed for questions, so it gets on however long questions keep coming, and what that costs them is bounded: the
/// share in the long run, <see cref="Most"/> tokens in one step. Engine thread only.
/// </summary>
/// <param name="share">Tokens earned for each token of a question, 0 (background work may starve) to 1.</param>
internal sealed class BackgroundAllowance(double share)
{
    /// <summary>Most tokens that can be saved up, and thus spent in one step. Fewer would make prefill chunks too small to be worth a step.</summary>
    public const int Most = 32;

    private double _tokens;

    public int Tokens => (int)_tokens;

    public bool IsFull => _tokens >= Most;

    public void Earn(int questionTokens) => _tokens = Math.Min(Most, _tokens + questionTokens * share);

    public void Spend(int tokens) => _tokens = Math.Max(0, _tokens - tokens);

    /// <summary>No question is there: background work has the engine, and owes and saves nothing.</summary>
    public void Reset() => _tokens = 0;
}
