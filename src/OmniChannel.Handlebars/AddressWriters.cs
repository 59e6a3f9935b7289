using System.Globalization;
using HandlebarsDotNet;

namespace OmniChannel;

/// <summary>Writes values inside addresses. The scan puts them in where a value stands in one; templates cannot name them.</summary>
internal static class AddressWriters
{
    /// <summary>For a value with which an address begins.</summary>
    public const string Address = "__address";

    /// <summary>For a value further behind.</summary>
    public const string Piece = "__piece";

    public static void AddTo(IHandlebars handlebars)
    {
        handlebars.RegisterHelper(Address, static (output, _, arguments) =>
        {
            var value = Text(arguments[0]);
            if (!ContentAddress.IsSafeInHtml(value))
            {
                throw new RefusedRenderingException(RenderProblemCode.NotAnAddress, "A value begins an address here, but is not one; expected an absolute https address without white space.");
            }

            output.WriteSafeString(ContentEscape.Value(value, ContentPlace.Of(ContentPart.Html)));
        });
        handlebars.RegisterHelper(Piece, static (output, _, arguments) => output.WriteSafeString(Uri.EscapeDataString(Text(arguments[0]))));
    }

    private static string Text(object? value) => value is UndefinedBindingResult ? "" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
