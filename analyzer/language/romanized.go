package language

import "strings"

// romanized are the most frequent words of languages whose posts are often
// written in Latin letters although the language has a script of its own. Words
// that are as frequent in a European language ("me", "to", "se") are left out.
var romanized = map[string][]string{
	"hi": strings.Fields(`
		hai hain hoon hun nahi nahin nhi nahii kya kyu kyun kyon kyunki kaise kaisa kaisi kab kaha kahan yahan yaha wahan waha
		ka ki ke ko mein mei mujhe mujhko tujhe tumhe tumko hume humko aapko apko usko isko unko inko unhe inhe
		mera meri mere tera teri tere hamara hamari hamare tumhara tumhari tumhare apna apni apne uska uski uske iska iski iske unka unki unke
		hum tum aap yeh woh bhi toh tha thi hoga hogi honge hota hoti hote hua hui hue
		kar karo karna karne karke karta karti karte kiya kiye kr krna krte rha rhi rhe raha rahi rahe gaya gayi gaye gya gyi
		aur lekin magar agar jab tab jaise waise aise itna itni itne jitna kitna kitni kitne koi kuch kuchh kaun kon sab sabhi sabko
		bahut bahot bohot bhot bht accha acha achha haan ji bhai yaar yr abhi aaj kal raat din log logo baat pyar dil desh matlab
		phir fir sirf bas liye wala wali wale waala tak chahiye sakta sakti sakte diya dena dete liya lena lete dekh dekho dekha suno
		bolo bol bola kaha kehna jaldi thik theek sahi jaan kaam paisa paise ghar naam saal sath saath pehle baad phle ab wo hu ho
		bilkul bekar zyada thoda thodi bada badi chota naya nayi purana paas door kabhi hamesha shayad zaroor jarur`),
}
