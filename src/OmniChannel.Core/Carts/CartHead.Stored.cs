namespace OmniChannel;

/// <content>How a head is stored. Versions are written as distances from the head's, times as distances from its last change: both are small.</content>
internal sealed partial class CartHead
{
    private const int Plain = 0;
    private const int Placed = 1;

    internal void Write(ref CartBytes to)
    {
        to.Number(Version);
        to.Number(Version - FoldedTo);
        to.Number(Version - Since);
        StoredParts.Write(ref to, UpdatedAt);
        to.Text(Currency?.Code);
        to.Byte((byte)Life.Stage);
        if (Life.Stage != CartStage.Active || Life.Version > 0)
        {
            to.Number(Life.Version);
            StoredParts.Write(ref to, Life.Into);
            to.Text(Life.Order);
            to.Number(Life.Successor);
            StoredParts.Write(ref to, Life.Until);
        }
        else
        {
            to.Number(0);
        }

        to.Number(actors.Count);
        foreach (ref readonly var actor in actors.All)
        {
            to.Text(actor.Name);
            to.Number(actor.Sequence);
            to.Number(Version - actor.Version);
        }

        StoredParts.Write(ref to, origins.All.ToArray());
        to.Number(links.Count);
        foreach (ref readonly var link in links.All)
        {
            to.Text(link.Id);
            to.Number(Version - link.Version);
            StoredParts.Write(ref to, (CartId?)link.Source);
            StoredParts.Write(ref to, link.Members);
        }

        WriteMarks(ref to, codes);
        WriteMarks(ref to, fields);
        to.Number(lines.Count);
        foreach (var line in lines.All)
        {
            WriteLine(ref to, line);
        }
    }

    internal static CartHead Read(ref CartReading from, TenantId tenant, CartId cart)
    {
        var head = new CartHead(tenant, cart) { Version = from.Number() };
        head.FoldedTo = head.Version - from.Number();
        head.Since = head.Version - from.Number();
        head.UpdatedAt = StoredParts.ReadTime(ref from) ?? throw CartReading.Broken();
        head.Currency = from.Text() is { } code ? new Currency(code) : null;
        var stage = (CartStage)from.Byte();
        if (from.Number() is > 0 and var version)
        {
            head.Life = new CartLife(stage, version, StoredParts.ReadCart(ref from), from.Text(), from.Count(), StoredParts.ReadTime(ref from));
        }

        for (var left = from.Count(); left > 0; left--)
        {
            head.actors.Add(new CartActor(from.Text() ?? "", from.Number(), head.Version - from.Number()));
        }

        foreach (var origin in StoredParts.ReadCarts(ref from))
        {
            head.origins.Add(origin);
        }

        for (var left = from.Count(); left > 0; left--)
        {
            head.links.Add(new LinkState(from.Text()!, head.Version - from.Number(), StoredParts.ReadCart(ref from)!.Value, StoredParts.ReadCarts(ref from)));
        }

        head.ReadMarks(ref from, ref head.codes);
        head.ReadMarks(ref from, ref head.fields);
        for (var left = from.Count(); left > 0; left--)
        {
            head.lines.Add(head.ReadLine(ref from));
        }

        return head;
    }

    private void WriteLine(ref CartBytes to, LineState line)
    {
        to.Key(line.Key);
        StoredParts.Write(ref to, line.Item);
        to.Number(line.Adds.Length);
        foreach (ref readonly var piece in line.Adds)
        {
            WritePiece(ref to, piece);
        }

        to.Number(line.Sets.Length);
        foreach (ref readonly var piece in line.Sets)
        {
            WritePiece(ref to, piece);
            to.Signed(UpdatedAt.ToUnixTimeMilliseconds() - piece.At);
        }

        to.Number(line.Takings.Length);
        foreach (ref readonly var taking in line.Takings)
        {
            to.Number(Version - taking.Version);
            to.Number(taking.Actor);
            to.Number(taking.Version - taking.BasedOn);
            to.Number(taking.Quantity);
        }
    }

    private LineState ReadLine(ref CartReading from)
    {
        var line = new LineState(from.Key(), StoredParts.ReadItem(ref from));
        for (var left = from.Count(); left > 0; left--)
        {
            line.Add(ReadPiece(ref from));
        }

        for (var left = from.Count(); left > 0; left--)
        {
            var piece = ReadPiece(ref from);
            line.Set(piece with { At = UpdatedAt.ToUnixTimeMilliseconds() - from.Signed() });
        }

        for (var left = from.Count(); left > 0; left--)
        {
            var version = Version - from.Number();
            line.Restore(new Taking(version, from.Count(), version - from.Number(), null, from.Count()));
        }

        return line;
    }

    private void WritePiece(ref CartBytes to, CartPiece piece)
    {
        var kind = piece.Sub == 0 && piece.Origin == 0 ? Plain : Placed;
        to.Number(Version - piece.Version);
        to.Number((piece.Actor << 1) | kind);
        to.Number(piece.Quantity);
        if (kind == Placed)
        {
            to.Number(piece.Sub);
            to.Number(piece.Origin);
        }
    }

    private CartPiece ReadPiece(ref CartReading from)
    {
        var version = Version - from.Number();
        var actor = from.Count();
        var quantity = from.Count();
        return (actor & 1) == Plain ? new CartPiece(version, 0, actor >> 1, 0, quantity, 0) : new CartPiece(version, from.Count(), actor >> 1, from.Count(), quantity, 0);
    }

    private void WriteMarks(ref CartBytes to, InlineList<Mark> marks)
    {
        to.Number(marks.Count);
        foreach (ref readonly var mark in marks.All)
        {
            to.Text(mark.Name);
            to.Number(Version - mark.Version);
            to.Number(mark.Actor);
        }
    }

    private void ReadMarks(ref CartReading from, ref InlineList<Mark> marks)
    {
        for (var left = from.Count(); left > 0; left--)
        {
            marks.Add(new Mark(from.Text()!, Version - from.Number(), from.Count()));
        }
    }
}
