using System.Diagnostics.CodeAnalysis;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// Finds who holds the longest beginning of a row of tokens: a radix tree over token ids, whose edges are runs of tokens
/// that nobody parts at. A look-up costs as much as the tokens that match, however many holders there are. Not thread-safe.
/// </summary>
/// <param name="holders">How holders are told apart; null for their own way.</param>
internal sealed class RadixIndex<THolder>(IEqualityComparer<THolder>? holders = null)
    where THolder : notnull
{
    private readonly RadixNode<THolder> _root = new([], parent: null);
    private readonly Dictionary<THolder, RadixNode<THolder>> _ends = new(holders);

    public int Count => _ends.Count;

    /// <summary>Grows with each change: while it stays, a search finds the same.</summary>
    public long Version { get; private set; }

    /// <summary>Tokens of all holders, a beginning that several share counted once.</summary>
    public long TokenCount { get; private set; }

    /// <exception cref="ArgumentException">There are no tokens, or the holder is in the index already.</exception>
    public void Add(ReadOnlySpan<int> tokens, THolder holder)
    {
        if (tokens.IsEmpty)
            throw new ArgumentException("A prefix has one token or more.", nameof(tokens));
        if (_ends.ContainsKey(holder))
            throw new ArgumentException("The holder is in the index already: remove it first.", nameof(holder));

        var node = _root;
        while (!tokens.IsEmpty)
        {
            if (!node.Children.TryGetValue(tokens[0], out var child))
            {
                TokenCount += tokens.Length;
                node = node.Grow(tokens);
                break;
            }
            var shared = tokens.CommonPrefixLength(child.Edge);
            node = shared == child.Edge.Length ? child : child.Split(shared);
            tokens = tokens[shared..];
        }
        node.Holders.Add(holder);
        _ends.Add(holder, node);
        Version++;
    }

    /// <summary>False when the holder is not in the index.</summary>
    public bool Remove(THolder holder)
    {
        if (!_ends.Remove(holder, out var node))
            return false;

        Version++;
        node.Holders.Remove(holder);
        while (node is { IsUseless: true, Parent: { } parent })
        {
            TokenCount -= node.Edge.Length;
            parent.Children.Remove(node.Edge[0]);
            node = parent;
        }
        if (node is { Parent: not null, Holders.Count: 0, Children.Count: 1 })
            node.MergeIntoOnlyChild();
        return true;
    }

    /// <summary>
    /// The holder whose tokens begin with most of those given, and how many that is. Among equals the one with the fewest
    /// tokens after them, since whoever must be read whole is then read soonest.
    /// </summary>
    /// <returns>False when no holder begins like the tokens.</returns>
    public bool TryFindLongest(ReadOnlySpan<int> tokens, [MaybeNullWhen(false)] out THolder holder, out int shared)
    {
        var node = _root;
        shared = 0;
        while (shared < tokens.Length && node.Children.TryGetValue(tokens[shared], out var child))
        {
            var common = tokens[shared..].CommonPrefixLength(child.Edge);
            shared += common;
            node = child;
            if (common < child.Edge.Length)
                break;
        }

        if (shared == 0)
        {
            holder = default;
            return false;
        }
        holder = node.NearestHolder();
        return true;
    }
}
