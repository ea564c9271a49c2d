using System.Linq.Expressions;

namespace SleepTime.Engine.Contexts;

/// <summary>One state of a context's text. Never changed once stored.</summary>
public sealed class ContextVersion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    /// <summary>1 for the first text, counting up with each edit.</summary>
    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>SHA-256 of the UTF-8 text, in lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Length by the tokenizer of the model that was loaded when the text was stored.</summary>
    public required int Tokens { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For queries on a text that is read in sections: all of it but the text, which is long.</summary>
    internal static Expression<Func<ContextVersion, ContextVersion>> WithoutText { get; } = version => new ContextVersion
    {
        Id = version.Id, ContextId = version.ContextId, Number = version.Number, Text = "", ContentHash = version.ContentHash, Tokens = version.Tokens, CreatedAt = version.CreatedAt,
    };
}
