using System.Net;

namespace OmniChannel.Email;

/// <summary>The HTML of a mail: the variant's own, and its image where that does not show it.</summary>
internal static class EmailHtml
{
    /// <summary>What is sent beside the plain text; null for the plain text alone.</summary>
    /// <remarks>The image is fetched by the reader's mail program, as any other in HTML.</remarks>
    public static string? Of(RenderedContent content)
    {
        if (content.Image is not { } image || Shows(content.Html, image))
        {
            return content.Html;
        }

        var shown = $"<p><img src=\"{WebUtility.HtmlEncode(image.AbsoluteUri)}\" alt=\"\" style=\"max-width:100%\"></p>";
        if (content.Html is not { Length: > 0 } html)
        {
            return $"<p>{Lines(content.Text)}</p>{shown}{LinkOf(content)}";
        }

        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + shown : html.Insert(end, shown);
    }

    private static bool Shows(string? html, Uri image) =>
        html is not null && (html.Contains(image.OriginalString, StringComparison.Ordinal) || html.Contains(image.AbsoluteUri, StringComparison.Ordinal) || html.Contains(WebUtility.HtmlEncode(image.AbsoluteUri), StringComparison.Ordinal));

    private static string Lines(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>");

    private static string LinkOf(RenderedContent content) =>
        content.Link is not { } link ? "" : $"<p><a href=\"{WebUtility.HtmlEncode(link.AbsoluteUri)}\">{WebUtility.HtmlEncode(link.AbsoluteUri)}</a></p>";
}
