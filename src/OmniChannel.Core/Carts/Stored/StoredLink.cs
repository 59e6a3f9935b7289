namespace OmniChannel;

/// <summary>How the record of a link is stored.</summary>
internal static class StoredLink
{
    public static void Write(ref CartBytes to, CartLink link)
    {
        StoredParts.Write(ref to, (CartId?)link.Source);
        to.Number(link.SourceVersion);
        to.Byte((byte)link.Policy);
        to.Text(link.Currency?.Code);
        StoredParts.Write(ref to, link.Members);
        to.Number(link.Codes.Count);
        foreach (var code in link.Codes)
        {
            to.Text(code);
        }

        to.Number(link.Lines.Count);
        foreach (var line in link.Lines)
        {
            StoredParts.Write(ref to, line.Item);
            to.Number(line.Pieces.Count);
            foreach (var piece in line.Pieces)
            {
                Write(ref to, link, piece);
            }
        }

        to.Number(link.Outcomes.Count);
        foreach (var outcome in link.Outcomes)
        {
            StoredParts.Write(ref to, outcome.Item);
            to.Signed(outcome.Quantity);
        }
    }

    public static CartLink Read(ref CartReading from, TenantId tenant)
    {
        var source = StoredParts.ReadCart(ref from) ?? throw CartReading.Broken();
        var version = from.Number();
        var policy = (CartMergePolicy)from.Byte();
        var currency = from.Text();
        var members = StoredParts.ReadCarts(ref from);
        var codes = new string[from.Count()];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = from.Text() ?? throw CartReading.Broken();
        }

        var lines = new LinkedLine[from.Count()];
        for (var i = 0; i < lines.Length; i++)
        {
            var item = StoredParts.ReadItem(ref from);
            var pieces = new LinkedPiece[from.Count()];
            for (var p = 0; p < pieces.Length; p++)
            {
                pieces[p] = ReadPiece(ref from, members, version);
            }

            lines[i] = new LinkedLine(LineKey.Of(tenant, item), item, pieces);
        }

        var outcomes = new LineOutcome[from.Count()];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var item = StoredParts.ReadItem(ref from);
            outcomes[i] = new LineOutcome(LineKey.Of(tenant, item), item, (int)from.Signed());
        }

        return new CartLink
        {
            Source = source, SourceVersion = version, Policy = policy, Currency = currency is null ? null : new Currency(currency),
            Members = members, Codes = codes, Lines = lines, Outcomes = outcomes,
        };
    }

    /// <summary>The low bit says whether it was set, the rest where it came from: 0 for the source itself, or the number of a member.</summary>
    private static void Write(ref CartBytes to, CartLink link, LinkedPiece piece)
    {
        var origin = 0;
        if (piece.Origin is { } member)
        {
            while (link.Members[origin++] != member)
            {
                // The members hold every origin.
            }
        }

        to.Number((origin << 1) | (piece.IsSet ? 1 : 0));
        to.Number(link.SourceVersion - piece.SourceVersion);
        to.Number(piece.Quantity);
        if (piece.IsSet)
        {
            to.Number(piece.At);
        }
    }

    private static LinkedPiece ReadPiece(ref CartReading from, IReadOnlyList<CartId> members, long version)
    {
        var head = from.Count();
        var isSet = (head & 1) != 0;
        var of = version - from.Number();
        var quantity = from.Count();
        return new LinkedPiece(of, isSet, head >> 1 is > 0 and var origin ? members[origin - 1] : null, quantity, isSet ? from.Number() : 0);
    }
}
