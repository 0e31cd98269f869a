use super::{around, cleaned, danger};

/// Each stands inside a picture that is otherwise in order.
pub(super) const SNIPPETS: &[&str] = &[
    // scripts
    r#"<script>alert(1)</script>"#,
    r#"<script href="https://evil.example/x.js"/>"#,
    r#"<script xlink:href="data:text/javascript,alert(1)"/>"#,
    r#"<SCRIPT>alert(1)</SCRIPT>"#,
    r#"<script type="text/ecmascript"><![CDATA[alert(1)]]></script>"#,
    r#"<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>"#,
    r#"<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>"#,
    r#"<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>"#,
    r#"<g><g><defs><script>alert(1)</script></defs></g></g>"#,
    r#"<title><script>alert(1)</script></title>"#,
    r#"<desc>&lt;script&gt;alert(1)&lt;/script&gt;</desc>"#,
    r#"<text>]]&gt;&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;</text>"#,
    r#"<text><![CDATA[</text><script>alert(1)</script>]]></text>"#,
    // events
    r#"<g onload="alert(1)"/>"#,
    r#"<g ONLOAD="alert(1)"/>"#,
    r#"<path d="M0 0" onclick="alert(1)" onmouseover="alert(2)"/>"#,
    r#"<g onbegin="alert(1)"><animate attributeName="x" onend="alert(1)" dur="1s"/></g>"#,
    r#"<image href="x" onerror="alert(1)"/>"#,
    r#"<g xmlns:e="http://www.w3.org/2001/xml-events" e:onload="alert(1)" e:event="load"/>"#,
    r#"<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler>"#,
    r##"<listener event="click" handler="#h"/>"##,
    // links
    r#"<a href="javascript:alert(1)"><rect width="3" height="3"/></a>"#,
    r#"<a xlink:href="java&#x0a;script:alert(1)"><text>go</text></a>"#,
    r#"<a href="https://evil.example/"><circle r="2"/></a>"#,
    r#"<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><circle r="2"/></a>"#,
    r#"<g href="javascript:alert(1)"/>"#,
    r#"<g xml:base="https://evil.example/"><use href="x.svg#y"/></g>"#,
    // references outside
    r#"<use href="https://evil.example/x.svg#y"/>"#,
    r#"<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#x"/>"#,
    r#"<use href=" JAVASCRIPT:alert(1)"/>"#,
    r#"<use href="//evil.example/x#y"/>"#,
    r##"<use href="#seen" xlink:href="https://evil.example/x.svg#y"/>"##,
    r#"<image href="https://evil.example/pixel.png"/>"#,
    r#"<image href="file:///etc/passwd"/>"#,
    r#"<image href="data:image/svg+xml,%3Csvg onload=alert(1)%3E"/>"#,
    r#"<image href="data:text/html;base64,PHNjcmlwdD4="/>"#,
    r#"<image href="data:image/png;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>"#,
    r#"<image xlink:href="data:image/png;charset=x;base64,iVBORw0KGgo="/>"#,
    r#"<feImage href="https://evil.example/x"/>"#,
    r#"<filter id="f"><feImage xlink:href="https://evil.example/x"/></filter><g filter="url(#f)"/>"#,
    r#"<linearGradient id="l" href="https://evil.example/x#y"/>"#,
    r#"<path d="M0 0h9" marker-end="url(https://evil.example/m#x)"/>"#,
    r#"<tref xlink:href="https://evil.example/t#x"/>"#,
    r#"<cursor xlink:href="https://evil.example/c.png"/>"#,
    r#"<font-face-uri xlink:href="https://evil.example/f.woff"/>"#,
    r#"<color-profile xlink:href="https://evil.example/p.icc"/>"#,
    // styles
    r#"<style>@import url(https://evil.example/x.css);</style>"#,
    r#"<style>@import "https://evil.example/x.css"; rect{fill:red}</style>"#,
    r#"<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}</style>"#,
    r#"<style>rect{fill:url(https://evil.example/x#y)}</style>"#,
    r#"<style>rect{background:url(https://evil.example/x)}</style>"#,
    r#"<style>rect{fill:u\72l(https://evil.example/x)}</style>"#,
    r#"<style>rect{f/**/ill:ur/**/l(//evil.example/x)}</style>"#,
    r#"<style>rect{fill:expression(alert(1))}</style>"#,
    r#"<style>*{-moz-binding:url(https://evil.example/x#y)}</style>"#,
    r#"<style>rect{fill:image-set("https://evil.example/x" 1x)}</style>"#,
    r#"<style><![CDATA[</style><script>alert(1)</script>]]></style>"#,
    r#"<style>rect{fill:red}&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>"#,
    r#"<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="stylesheet" href="https://evil.example/x.css"/>"#,
    r#"<g style="fill:url(https://evil.example/x)"/>"#,
    r#"<g style="fill:url('https://evil.example/x#y')"/>"#,
    r#"<g style="behavior:url(x.htc);mask:url(//evil.example/m)"/>"#,
    r#"<g style="fill:red;}</style><script>alert(1)</script>"/>"#,
    r#"<g fill="url(https://evil.example/x)"/>"#,
    r##"<g fill="url(#a) url(https://evil.example/x)"/>"##,
    r#"<g fill="url( &quot;//evil.example/x#y&quot; )"/>"#,
    r#"<g clip-path="url(data:image/svg+xml;base64,PHN2Zy8+#c)"/>"#,
    r#"<g mask="URL(https://evil.example/m#x)"/>"#,
    r#"<g fill="https://evil.example/x"/>"#,
    r#"<g clip-path="urlx)"/>"#,
    r#"<g fill="URL(x.png)"/>"#,
    r#"<g style="mask:uRl(x.svg)"/>"#,
    r#"<g style="fill: url (x.svg)"/>"#,
    r#"<g fill="src(https://evil.example/x)"/>"#,
    r#"<g cursor="url(https://evil.example/c.cur),auto"/>"#,
    r#"<g font-family="x;}@import 'https://evil.example'"/>"#,
    // movement
    r##"<a><animate attributeName="href" values="javascript:alert(1)"/><circle r="3"/></a>"##,
    r##"<use href="#seen"><set attributeName="href" to="https://evil.example/x#y"/></use>"##,
    r##"<set xlink:href="#seen" attributeName="onmouseover" to="alert(1)"/>"##,
    r##"<animateMotion path="M0 0h9" begin="seen.click"/>"##,
    r##"<animateTransform attributeName="transform" onrepeat="alert(1)"/>"##,
    r#"<discard begin="1s" onload="alert(1)"/>"#,
    // pages inside
    r#"<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>"#,
    r#"<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/"/></foreignObject>"#,
    r#"<switch><foreignObject requiredExtensions="x"><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/></foreignObject><g/></switch>"#,
    r#"<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>"#,
    r#"<h:body xmlns:h="http://www.w3.org/1999/xhtml" onload="alert(1)"><g><script>alert(1)</script></g></h:body>"#,
    r#"<audio xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>"#,
    r#"<video><source onerror="alert(1)"/></video>"#,
    r#"<embed src="https://evil.example/x.swf"/>"#,
    r#"<object data="https://evil.example/x"/>"#,
    r#"<metadata><script>alert(1)</script></metadata>"#,
    r#"<math xmlns="http://www.w3.org/1998/Math/MathML"><maction actiontype="statusline" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="javascript:alert(1)"/></math>"#,
    // words that try to become markup, ids that try to become more
    r#"<g id="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"/>"#,
    r#"<title>&#60;img src=x onerror=alert(1)&#62;</title>"#,
    r#"<g aria-label="&lt;script&gt;alert(1)&lt;/script&gt;"/>"#,
    r#"<g class="x&quot; onload=&quot;alert(1)"/>"#,
    r#"<?xml-stylesheet href="https://evil.example/x.css"?>"#,
    r#"<!--><script>alert(1)</script><!-->-->"#,
    r#"<!-- <script>alert(1)</script> -->"#,
];

#[test]
fn a_hostile_snippet_is_inert_after_cleaning() {
    assert!(SNIPPETS.len() >= 40);
    for snippet in SNIPPETS {
        match cleaned(&around(snippet)) {
            Ok(svg) => {
                assert_eq!(danger(&svg), None, "{snippet}\nbecame\n{svg}");
                assert!(svg.contains(r#"id="seen""#), "{snippet}: the picture around it is lost");
                assert_eq!(cleaned(&svg).as_ref(), Ok(&svg), "{snippet}: cleaning twice changes nothing");
            }
            Err(error) => panic!("{snippet}: {error}"),
        }
    }
}

#[test]
fn hostility_on_the_root_is_no_better() {
    let roots = [
        r#"onload="alert(1)""#,
        r#"style="background:url(https://evil.example/x)""#,
        r#"xmlns:x="http://www.w3.org/1999/xhtml" x:onload="alert(1)""#,
        r#"xml:base="javascript:alert(1)//""#,
        r#"contentScriptType="text/javascript" baseProfile="full""#,
        r#"href="https://evil.example/""#,
    ];
    for root in roots {
        let svg = around("").replacen("<svg ", &format!("<svg {root} "), 1);
        assert_eq!(danger(&cleaned(&svg).unwrap()), None, "{root}");
    }
}

#[test]
fn what_follows_the_picture_is_lost_or_refused() {
    for tail in ["<script>alert(1)</script>", "<svg onload='alert(1)'/>"] {
        assert!(cleaned(&(around("") + tail)).is_err(), "{tail}");
    }
    let svg = cleaned(&(around("") + "<!-- <script>alert(1)</script> --> \n")).unwrap();
    assert_eq!(danger(&svg), None);
    assert!(svg.ends_with("</svg>"));
}

#[test]
fn other_namespaces_are_not_taken_for_svg() {
    let inside = r##"<o:path xmlns:o="urn:other" d="M0 0h9"/><g xmlns="urn:other"><circle r="3"/></g><use xmlns:o="urn:other" o:href="#seen"/>"##;
    let svg = cleaned(&around(inside)).unwrap();
    assert!(!svg.contains("M0 0h9") && !svg.contains("circle") && !svg.contains("href"), "{svg}");
}
