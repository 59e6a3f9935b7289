using System.Net;
using System.Text;

namespace OmniChannel;

/// <summary>One page that shows a preview: nothing is loaded but images over https, nothing runs, everything is escaped.</summary>
internal static class PreviewPage
{
    private const string Style = """
        :root { color-scheme: light; font: 15px/1.45 system-ui, sans-serif; }
        body { margin: 0; background: #eef0f3; color: #1d2433; }
        header { padding: 24px 32px 8px; } h1 { margin: 0 0 4px; font-size: 24px; } header p { margin: 2px 0; color: #4a5468; }
        main { display: flex; flex-wrap: wrap; gap: 28px; padding: 20px 32px 48px; align-items: flex-start; }
        article { width: 340px; } h2 { font-size: 15px; margin: 0 0 8px; } h2 span { color: #6b7486; font-weight: 400; }
        .phone { background: #fff; border: 9px solid #1d2433; border-radius: 30px; padding: 16px 14px; min-height: 180px; overflow-wrap: anywhere; }
        .subject { font-weight: 600; margin-bottom: 8px; } .text { white-space: pre-wrap; } .link { color: #1450b8; margin-top: 8px; font-size: 13px; }
        .button { display: block; margin-top: 8px; padding: 7px; border: 1px solid #1450b8; border-radius: 9px; text-align: center; color: #1450b8; }
        iframe { width: 100%; height: 320px; border: 1px solid #d5d9e0; margin-top: 10px; } img { max-width: 100%; border-radius: 8px; margin-bottom: 8px; }
        ul { margin: 10px 0 0; padding: 0; list-style: none; } li { margin-top: 6px; padding: 8px 10px; border-radius: 8px; font-size: 13px; background: #fff3d6; }
        li.error { background: #ffdfdc; } .fine { color: #21723f; font-size: 13px; margin-top: 10px; }
        """;

    public static string Of(CampaignPreview preview)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-src 'self'\">")
            .Append("<title>").Append(Html(preview.Campaign.Name)).Append("</title><style>").Append(Style).Append("</style></head>\n<body><header><h1>").Append(Html(preview.Campaign.Name)).Append("</h1>");
        Line(page, "Message", preview.Campaign.Message);
        Line(page, "Goal", preview.Campaign.Goal);
        Line(page, "USP", preview.Campaign.Usp);
        var elsewhere = preview.Findings.Except(preview.Texts.SelectMany(text => text.Findings)).ToList();
        Findings(page, [], elsewhere);
        page.Append("</header>\n<main>");
        foreach (var text in preview.Texts)
        {
            Article(page, text);
        }

        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Article(StringBuilder page, PreviewedText text)
    {
        page.Append("\n<article id=\"").Append(Html(text.Name)).Append("\"><h2>").Append(Html(text.DisplayName)).Append(" <span>").Append(Html(text.Culture?.Name ?? "")).Append("</span></h2>")
            .Append("<div class=\"phone\" dir=\"").Append(text.Culture?.IsRightToLeft == true ? "rtl" : "ltr").Append("\" lang=\"").Append(Html(text.Culture?.Name ?? "")).Append("\">");
        if (text.Content is { } content)
        {
            if (content.Image is { } image)
            {
                page.Append("<img alt=\"\" src=\"").Append(Html(image.AbsoluteUri)).Append("\">");
            }

            Block(page, "subject", content.Subject);
            Block(page, "text", content.Text);
            Block(page, "link", content.Link?.AbsoluteUri);
            foreach (var button in content.Buttons)
            {
                page.Append("<span class=\"button\">").Append(Html(button)).Append("</span>");
            }

            if (content.Html is { } html)
            {
                page.Append("<iframe sandbox=\"\" title=\"HTML\" srcdoc=\"").Append(Html(html)).Append("\"></iframe>");
            }
        }

        page.Append("</div>");
        Findings(page, text.Problems, text.Findings);
        page.Append(text.Problems.Count + text.Findings.Count == 0 ? "<div class=\"fine\">Nothing found.</div></article>" : "</article>");
    }

    private static void Findings(StringBuilder page, IReadOnlyList<string> problems, IReadOnlyList<CampaignFinding> findings)
    {
        if (problems.Count + findings.Count == 0)
        {
            return;
        }

        page.Append("<ul>");
        foreach (var problem in problems)
        {
            page.Append("<li class=\"error\">").Append(Html(problem)).Append("</li>");
        }

        foreach (var finding in findings)
        {
            page.Append(finding.Severity == DiagnosticSeverity.Error ? "<li class=\"error\">" : "<li>").Append(Html(finding.ToString())).Append("</li>");
        }

        page.Append("</ul>");
    }

    private static void Line(StringBuilder page, string name, string? value) => _ = value is null ? page : page.Append("<p>").Append(name).Append(": ").Append(Html(value)).Append("</p>");

    private static void Block(StringBuilder page, string name, string? value) => _ = value is null ? page : page.Append("<div class=\"").Append(name).Append("\">").Append(Html(value)).Append("</div>");

    private static string Html(string value) => WebUtility.HtmlEncode(value);
}
