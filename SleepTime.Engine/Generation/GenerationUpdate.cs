namespace SleepTime.Engine.Generation;

/// <summary>What a watcher of a generation learns, in this order: waiting, reading the prompt, text, the end.</summary>
public abstract record GenerationUpdate;

/// <param name="Position">1 for the next to be admitted among those of its class and the classes before it.</param>
/// <param name="Waiting">How many wait in all.</param>
public sealed record GenerationQueued(int Position, int Waiting) : GenerationUpdate;

/// <param name="Processed">Prompt tokens whose KV state is there, cached ones included.</param>
/// <param name="Total">Prompt tokens.</param>
/// <param name="Cached">Prompt tokens taken from a prefix.</param>
public sealed record GenerationPrefill(int Processed, int Total, int Cached) : GenerationUpdate;

/// <param name="Text">The new text since the last update; whole code points.</param>
/// <param name="CompletionTokens">Tokens generated so far; with a remote engine the pieces that came, of at least a token each.</param>
public sealed record GenerationText(string Text, int CompletionTokens) : GenerationUpdate;

/// <summary>
/// Background work gave way to a question, its KV state kept (on a remote engine to begin again), or goes on. Who reads late learns the latest only, and
/// may thus learn twice in a row that it goes on.
/// </summary>
/// <param name="Aside">True while it waits.</param>
public sealed record GenerationSteppedAside(bool Aside) : GenerationUpdate;

/// <summary>The last update.</summary>
public sealed record GenerationFinished(GenerationResult Result) : GenerationUpdate;
