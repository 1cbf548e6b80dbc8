namespace Platica.LocalHost.Tests.Syntax;

/// <summary>Texts that have broken other software: nothing here may run, cut, translate or escape them.</summary>
internal static class HostileText
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["SQL"] = "Robert'); DROP TABLE Clients;--",
        ["SQL, another"] = "' OR '1'='1' /* \" ; EXEC xp_cmdshell('dir') */",
        ["OData filter"] = "x' or PartitionKey ne 'y' and RowKey gt '",
        ["script"] = "<script>alert(1)</script><img src=x onerror=alert(1)>",
        ["markup entities"] = "&lt;b&gt; &amp;amp; &#x27; <![CDATA[x]]> <!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
        ["path traversal"] = "../../../../etc/passwd",
        ["path traversal, Windows"] = "..\\..\\windows\\system32\\config\\sam",
        ["encoded path traversal"] = "%2e%2e%2f%2e%2e%5c%00",
        ["device names"] = "CON NUL COM1 /dev/null",
        ["zero characters"] = "a\0b\0",
        ["controls"] = "\u0001\u0007\b\t\n\v\f\r\u001B[31mred\u001B[0m\u007F\u0085",
        ["line ends"] = "a\r\nSet-Cookie: x=y\r\n\r\nHTTP/1.1 200 OK",
        ["log forging"] = "x\n2026-11-20 ERROR everything is fine",
        ["right to left"] = "\u202Egnp.exe\u202C مرحبا שלום \u2066x\u2069",
        ["invisible"] = "a\u200Bb\u200Cc\u2060d\uFEFFe\u00ADf",
        ["emoji and joiners"] = "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 🇲🇽 e\u0301 \u0065\u0301\u0302\u0303\u0304\u0305",
        ["noncharacters"] = "\uFFFE\uFFFF\uFDD0\U0001FFFF",
        ["the replacement character"] = "\uFFFD",
        ["private use and unassigned"] = "\uE000\U000F0000\U0010FFFD\u0378",
        ["forms that normalise"] = "ﬁ Å Å ½ ² ① Ａ ｱ",
        ["letters that change with the case"] = "İiıI ßẞ ǅ Σσς",
        ["templates"] = "${jndi:ldap://x/a} {{7*7}} <%= 7*7 %> #{7*7} $(id) `id` ${data.name} {0} {Name}",
        ["format strings"] = "%s%s%n%x %1$s {0} {{0}} \\u0041 \\n",
        ["shell"] = "; rm -rf / && $(reboot) | cat > /x & ' \" \\",
        ["JSON"] = "{\"id\":\"x\",\"a\":[1,2]}\\\"",
        ["CSV formulas"] = "=cmd|' /C calc'!A0,+1,-1,@SUM(1)\t\"\"",
        ["numbers that are texts"] = "007",
        ["words that are values"] = "null",
        ["a boolean word"] = "true",
        ["not a number"] = "NaN",
        ["a date"] = "2026-02-30T25:61:61Z",
        ["white space only"] = " \t ",
        ["white space around"] = "  x  ",
        ["what keys are escaped with"] = "a!002Fb!~|!0000/\\#?%",
        ["prototype"] = "__proto__ constructor toString",
        ["a long one"] = new('x', 5000),
        ["a long one of emoji"] = string.Concat(Enumerable.Repeat("😀", 500)),
    };
}
