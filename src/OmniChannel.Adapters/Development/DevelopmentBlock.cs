using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Development;

/// <summary>A message as a few lines for the console: a chat bubble for what is said in a chat, a short card for everything else.</summary>
internal static class DevelopmentBlock
{
    private const int Columns = 64;

    internal static string Write(OutgoingMessage message, string file)
    {
        var block = new StringBuilder("\n");
        var to = message.RecipientName ?? (message.Address.Length > 0 ? message.Address : message.Customer.Value);
        block.Append("  ").Append(message.Channel.Name).Append(" → ").Append(Printable.Line(to)).Append('\n');
        if (message.Channel == Channel.LiveChat)
        {
            Bubble(block, message.Content);
        }
        else
        {
            Card(block, message.Content);
        }

        return block.Append("    saved as ").Append(file).Append('\n').ToString();
    }

    private static void Bubble(StringBuilder block, RenderedContent content)
    {
        List<string> lines = [.. Lines(content)];
        var width = lines.Max(Printable.Columns);
        block.Append("  ╭─").Append('─', width).Append("─╮\n");
        foreach (var line in lines)
        {
            block.Append("  │ ").Append(line).Append(' ', width - Printable.Columns(line)).Append(" │\n");
        }

        block.Append("  ╰─").Append('─', width).Append("─╯\n");
    }

    private static void Card(StringBuilder block, RenderedContent content)
    {
        foreach (var line in Lines(content))
        {
            block.Append("  │ ").Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Lines(RenderedContent content)
    {
        if (!string.IsNullOrEmpty(content.Subject))
        {
            foreach (var line in Printable.Wrap(content.Subject, Columns))
            {
                yield return line;
            }

            yield return "";
        }

        foreach (var line in Printable.Wrap(content.Text, Columns))
        {
            yield return line;
        }

        if (content.Link is { } link)
        {
            foreach (var line in Printable.Wrap(link.AbsoluteUri, Columns))
            {
                yield return line;
            }
        }

        if (content.Buttons.Count > 0)
        {
            foreach (var line in Printable.Wrap(string.Join("  ", content.Buttons.Select(button => $"[ {Printable.Line(button)} ]")), Columns))
            {
                yield return line;
            }
        }
    }
}
