namespace SleepTime.Benchmarks.FirstToken;

/// <summary>One question: how long its first token took, and how much of its prompt was there already.</summary>
internal sealed record Asked(double FirstTokenMs, int PromptTokens, int CachedTokens);

/// <summary>The three questions on one context.</summary>
internal sealed record AskedThrice(Asked Cold, Asked Warm, Asked Restarted);
