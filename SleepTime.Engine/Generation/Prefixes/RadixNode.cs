namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// A node of a <see cref="RadixIndex{THolder}"/> with the edge that leads to it. Beside the root, none is without
/// holders below or at it, and none merely continues another.
/// </summary>
internal sealed class RadixNode<THolder>(int[] edge, RadixNode<THolder>? parent)
{
    public int[] Edge { get; private set; } = edge;

    public RadixNode<THolder>? Parent { get; private set; } = parent;

    /// <summary>By the first token of their edge.</summary>
    public Dictionary<int, RadixNode<THolder>> Children { get; } = [];

    /// <summary>Those whose tokens end here.</summary>
    public List<THolder> Holders { get; } = [];

    public bool IsUseless => Holders.Count == 0 && Children.Count == 0;

    public RadixNode<THolder> Grow(ReadOnlySpan<int> tokens)
    {
        var child = new RadixNode<THolder>(tokens.ToArray(), this);
        Children.Add(tokens[0], child);
        return child;
    }

    /// <summary>Parts the edge and returns the new node in the middle of it, above this one.</summary>
    public RadixNode<THolder> Split(int at)
    {
        var middle = new RadixNode<THolder>(Edge[..at], Parent);
        Parent!.Children[Edge[0]] = middle;
        Edge = Edge[at..];
        Parent = middle;
        middle.Children.Add(Edge[0], this);
        return middle;
    }

    /// <summary>Gives its edge to its only child, which takes its place.</summary>
    public void MergeIntoOnlyChild()
    {
        var child = Children.Values.Single();
        child.Edge = [.. Edge, .. child.Edge];
        child.Parent = Parent;
        Parent!.Children[Edge[0]] = child;
    }

    /// <summary>The holder at or below this node with the fewest tokens.</summary>
    public THolder NearestHolder()
    {
        // A queue by depth in tokens: the first node with a holder that comes out is the nearest.
        var open = new PriorityQueue<RadixNode<THolder>, int>();
        open.Enqueue(this, 0);
        while (open.TryDequeue(out var node, out var depth))
        {
            if (node.Holders.Count > 0)
                return node.Holders[^1];
            foreach (var child in node.Children.Values)
                open.Enqueue(child, depth + child.Edge.Length);
        }
        throw new InvalidOperationException("A node without a holder was left in the radix index.");
    }
}
