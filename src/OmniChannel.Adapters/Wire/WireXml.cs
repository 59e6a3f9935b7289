using System.Xml;

namespace OmniChannel.Wire;

/// <summary>XML from providers: without a DTD, without anything fetched, at most 32 levels deep.</summary>
internal static class WireXml
{
    private const int MaxDepth = 32;
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>The text of the first element of each name, whatever its namespace.</summary>
    /// <param name="body">The whole document.</param>
    /// <param name="names">The local names.</param>
    /// <returns>One for each name, null where it is absent; null when this is no whole document, has a DTD or is deeper than 32 levels.</returns>
    public static string?[]? Texts(ReadOnlyMemory<byte> body, params ReadOnlySpan<string> names)
    {
        var found = new string?[names.Length];
        return new PlainXml(body.Span).TryTexts(names, found) ? found : AnyTexts(body, names);
    }

    /// <summary>The same by the platform's reader, which knows all of XML and needs some kilobytes for it.</summary>
    internal static string?[]? AnyTexts(ReadOnlyMemory<byte> body, params ReadOnlySpan<string> names)
    {
        var found = new string?[names.Length];
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Reading);
            var at = -1;
            while (xml.Read())
            {
                if (xml.Depth > MaxDepth)
                {
                    return null;
                }

                if (xml.NodeType == XmlNodeType.Text && at >= 0)
                {
                    found[at] ??= xml.Value;
                }

                at = xml.NodeType == XmlNodeType.Element ? names.IndexOf(xml.LocalName) : -1;
            }

            return found;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
