using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <content>The decision as JSON.</content>
public sealed partial record Decision
{
    /// <summary>Writes the decision with all its reasons as one JSON object, in the shape that <see cref="OpenJsonSchema"/> states: every channel with every gate, rule, score part and contrast, each reason as code, arguments and text.</summary>
    /// <remarks>
    /// Rendered when it is asked for, from what <see cref="Explain"/> reads too. Members stand in a fixed order, so the same decision gives the same octets. It holds the customer's identifier and no address and no
    /// content of a message. Texts are for people and follow the culture; branch on codes.
    /// </remarks>
    /// <param name="json">Where to; the caller chooses its layout and its encoder, and flushes it.</param>
    /// <param name="texts">The words of a culture; null for English.</param>
    public void WriteJson(Utf8JsonWriter json, ReasonTexts? texts = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        new DecisionJson(json, texts ?? ReasonTexts.English).Write(this);
    }

    /// <summary>What <see cref="WriteJson"/> writes, on one line. What is not ASCII is escaped, and so is what HTML would read as markup.</summary>
    /// <param name="texts">The words of a culture; null for English.</param>
    public string ToJson(ReasonTexts? texts = null)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteJson(json, texts);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The JSON Schema (draft 2020-12) of what <see cref="WriteJson"/> writes: UTF-8. The package has it in <c>schemas/</c>.</summary>
    public static Stream OpenJsonSchema() => typeof(Decision).Assembly.GetManifestResourceStream("OmniChannel.decision.schema.json")!;
}
