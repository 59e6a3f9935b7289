namespace OmniChannel;

/// <summary>How one culture writes.</summary>
/// <param name="Name">Its tag.</param>
/// <param name="Decimal">The decimal separator.</param>
/// <param name="Group">What stands between groups of three digits.</param>
/// <param name="Money">n for the number, ¤ for the currency.</param>
/// <param name="Date">{d}, {M} in digits, {m} by name, {y}.</param>
/// <param name="Order">The order of a date in digits.</param>
/// <param name="Months">Twelve names, as they stand in a date; null for none.</param>
internal sealed record CultureLine(string Name, string Decimal, string Group, string Money, string Date, string Order, string? Months);

/// <summary>The cultures whose writing is known. What is not here falls back along its parents, and at last to ISO.</summary>
internal static class CultureTable
{
    private const string English = "January February March April May June July August September October November December";
    private const string German = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";
    private const string French = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre";
    private const string Spanish = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";
    private const string Portuguese = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro";
    private const string Norwegian = "januar februar mars april mai juni juli august september oktober november desember";

    public static IReadOnlyList<CultureLine> Lines { get; } =
    [
        new("en", ".", ",", "¤n", "{m} {d}, {y}", "mdy", English),
        new("en-001", ".", ",", "¤n", "{d} {m} {y}", "dmy", English),
        new("en-CA", ".", ",", "¤n", "{m} {d}, {y}", "ymd", English),
        new("de", ",", ".", "n ¤", "{d}. {m} {y}", "dmy", German),
        new("de-AT", ",", ".", "¤ n", "{d}. {m} {y}", "dmy", "Jänner" + German[6..]),
        new("de-CH", ".", "’", "¤ n", "{d}. {m} {y}", "dmy", German),
        new("de-LI", ".", "’", "¤ n", "{d}. {m} {y}", "dmy", German),
        new("fr", ",", " ", "n ¤", "{d} {m} {y}", "dmy", French),
        new("es", ",", ".", "n ¤", "{d} de {m} de {y}", "dmy", Spanish),
        new("es-419", ".", ",", "¤n", "{d} de {m} de {y}", "dmy", Spanish),
        new("es-AR", ",", ".", "¤ n", "{d} de {m} de {y}", "dmy", Spanish),
        new("es-CL", ",", ".", "¤ n", "{d} de {m} de {y}", "dmy", Spanish),
        new("es-CO", ",", ".", "¤ n", "{d} de {m} de {y}", "dmy", Spanish),
        new("it", ",", ".", "n ¤", "{d} {m} {y}", "dmy", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        new("nl", ",", ".", "¤ n", "{d} {m} {y}", "dmy", "januari februari maart april mei juni juli augustus september oktober november december"),
        new("pt", ",", ".", "¤ n", "{d} de {m} de {y}", "dmy", Portuguese),
        new("pt-PT", ",", " ", "n ¤", "{d} de {m} de {y}", "dmy", Portuguese),
        new("sv", ",", " ", "n ¤", "{d} {m} {y}", "ymd", "januari februari mars april maj juni juli augusti september oktober november december"),
        new("da", ",", ".", "n ¤", "{d}. {m} {y}", "dmy", "januar februar marts april maj juni juli august september oktober november december"),
        new("nb", ",", " ", "n ¤", "{d}. {m} {y}", "dmy", Norwegian),
        new("nn", ",", " ", "n ¤", "{d}. {m} {y}", "dmy", Norwegian),
        new("no", ",", " ", "n ¤", "{d}. {m} {y}", "dmy", Norwegian),
        new("fi", ",", " ", "n ¤", "{d}. {m} {y}", "dmy", "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta"),
        new("pl", ",", " ", "n ¤", "{d} {m} {y}", "dmy", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
        new("cs", ",", " ", "n ¤", "{d}. {m} {y}", "dmy", "ledna února března dubna května června července srpna září října listopadu prosince"),
        new("sk", ",", " ", "n ¤", "{d}. {m} {y}", "dmy", "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra"),
        new("hu", ",", " ", "n ¤", "{y}. {m} {d}.", "ymd", "január február március április május június július augusztus szeptember október november december"),
        new("ro", ",", ".", "n ¤", "{d} {m} {y}", "dmy", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
        new("tr", ",", ".", "¤n", "{d} {m} {y}", "dmy", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
        new("ru", ",", " ", "n ¤", "{d} {m} {y} г.", "dmy", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
        new("uk", ",", " ", "n ¤", "{d} {m} {y} р.", "dmy", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
        new("el", ",", ".", "n ¤", "{d} {m} {y}", "dmy", "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου"),
        new("ja", ".", ",", "¤n", "{y}年{M}月{d}日", "ymd", null),
        new("zh", ".", ",", "¤n", "{y}年{M}月{d}日", "ymd", null),
        new("ko", ".", ",", "¤n", "{y}년 {M}월 {d}일", "ymd", null),
    ];
}
