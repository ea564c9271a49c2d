using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SleepTime.Web.Components.Shared.Markdown;

/// <summary>Leaves only links that lead to an ordinary address and tell it nothing. Pictures are fetched from nowhere.</summary>
internal static class MarkdownLinks
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    public static void Secure(MarkdownDocument document, string text)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Secure(link, (link.GetDynamicUrl?.Invoke() ?? link.Url) is { } url && IsAllowed(url), text);
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
            Secure(link, link.IsEmail || IsAllowed(link.Url), text);
    }

    private static void Secure(Inline link, bool allowed, string text)
    {
        if (!allowed)
        {
            link.ReplaceBy(new LiteralInline(text.Substring(link.Span.Start, link.Span.Length)), copyChildren: false);
            return;
        }
        if (link is LinkInline { IsImage: true } picture)
        {
            picture.IsImage = false;
            if (picture.FirstChild is null)
                picture.AppendChild(new LiteralInline(picture.GetDynamicUrl?.Invoke() ?? picture.Url ?? ""));
        }
        link.GetAttributes().AddProperty("rel", "noopener noreferrer nofollow");
        link.GetAttributes().AddProperty("target", "_blank");
    }

    private static bool IsAllowed(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme);
}
