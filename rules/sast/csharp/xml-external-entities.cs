// SPDX-License-Identifier: MIT
class Reader
{
    void Read(Stream stream)
    {
        var document = new XmlDocument();
        // ruleid: csharp-xml-external-entities
        document.XmlResolver = new XmlUrlResolver();
        // ok: csharp-xml-external-entities
        document.XmlResolver = null;
        var settings = new XmlReaderSettings
        {
            // ruleid: csharp-xml-external-entities
            XmlResolver = new XmlUrlResolver(),
        };
        // ok: csharp-xml-external-entities
        var safe = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
    }
}
